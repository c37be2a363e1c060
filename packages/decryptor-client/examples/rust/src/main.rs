// cargo run -- [tenant]: DECRYPTOR_ARN is the alias that was granted. Never prints the password.

use aws_sdk_lambda::primitives::Blob;
use serde_json::{json, Value};

fn said(refused: &Value) -> String {
    let code = refused["code"].as_str().unwrap_or("ANSWER_INVALID");
    let is_retryable = matches!(code, "STORE_UNAVAILABLE" | "KEY_SERVICE_UNAVAILABLE");
    format!("{code}{}", if is_retryable { " (try again)" } else { "" })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tenant_id = std::env::args().nth(1).unwrap_or_else(|| "acme".into());
    let request = json!({
        "version": 1,
        "tenantId": tenant_id,
        "purposes": ["sql-server"],
        "caller": { "function": "example", "requestId": std::process::id().to_string(), "subject": "schedule" }
    });
    let lambda = aws_sdk_lambda::Client::new(&aws_config::load_from_env().await);
    let invoked = lambda
        .invoke()
        .function_name(std::env::var("DECRYPTOR_ARN")?)
        .payload(Blob::new(request.to_string()))
        .send()
        .await?;
    if invoked.function_error().is_some() {
        return Err("DECRYPTOR_FAILED (try again)".into());
    }
    let payload = invoked.payload().ok_or("ANSWER_INVALID")?;
    let answer: Value = serde_json::from_slice(payload.as_ref())?;
    if let Some(refused) = answer.get("error").or_else(|| answer["failures"].get("sql-server")) {
        return Err(said(refused).into());
    }
    let login = &answer["credentials"]["sql-server"]["value"];
    let text = |name: &str| login[name].as_str().unwrap_or_default();
    println!("{}/{} as {}", text("server"), text("database"), text("user"));
    Ok(())
}
