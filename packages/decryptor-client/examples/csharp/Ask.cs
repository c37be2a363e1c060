// dotnet run -- [tenant]: DECRYPTOR_ARN is the alias that was granted. Never prints the password.

using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;

var tenantId = args.Length > 0 ? args[0] : "acme";
var request = new
{
    version = 1,
    tenantId,
    purposes = new[] { "sql-server" },
    caller = new { function = "example", requestId = Guid.NewGuid().ToString(), subject = "schedule" },
};

using var lambda = new AmazonLambdaClient();
var invoked = await lambda.InvokeAsync(new InvokeRequest
{
    FunctionName = Environment.GetEnvironmentVariable("DECRYPTOR_ARN"),
    Payload = JsonSerializer.Serialize(request),
});
using var answer = JsonDocument.Parse(invoked.Payload);
if (!string.IsNullOrEmpty(invoked.FunctionError)) return Fail("DECRYPTOR_FAILED (try again)");
if (answer.RootElement.TryGetProperty("error", out var error)) return Fail(CodeOf(error));
if (answer.RootElement.GetProperty("failures").TryGetProperty("sql-server", out var failure)) return Fail(CodeOf(failure));

var login = answer.RootElement.GetProperty("credentials").GetProperty("sql-server").GetProperty("value");
Console.WriteLine($"{login.GetProperty("server")}/{login.GetProperty("database")} as {login.GetProperty("user")}");
return 0;

static int Fail(string code)
{
    Console.WriteLine(code);
    return 1;
}

static string CodeOf(JsonElement refused)
{
    var code = refused.GetProperty("code").GetString()!;
    return code is "STORE_UNAVAILABLE" or "KEY_SERVICE_UNAVAILABLE" ? $"{code} (try again)" : code;
}
