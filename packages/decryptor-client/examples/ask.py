"""python3 ask.py [tenant]: DECRYPTOR_ARN is the alias that was granted. Needs boto3. Never prints the password."""

import json
import os
import sys
import uuid

import boto3

RETRYABLE = {"STORE_UNAVAILABLE", "KEY_SERVICE_UNAVAILABLE"}


def open_credentials(client, decryptor, tenant_id, purposes, caller):
    """The contract's answer: credentials and failures by purpose. Raises LookupError with the code of a refused request."""
    request = {"version": 1, "tenantId": tenant_id, "purposes": purposes, "caller": caller}
    invoked = client.invoke(FunctionName=decryptor, Payload=json.dumps(request).encode())
    answer = json.loads(invoked["Payload"].read())
    if "FunctionError" in invoked:
        raise LookupError("DECRYPTOR_FAILED")
    if "error" in answer:
        raise LookupError(answer["error"]["code"])
    return answer["credentials"], answer["failures"]


def main():
    tenant_id = sys.argv[1] if len(sys.argv) > 1 else "acme"
    caller = {"function": "example", "requestId": str(uuid.uuid4()), "subject": "schedule"}
    # boto3 before 1.28 reads neither by itself.
    endpoint = os.environ.get("AWS_ENDPOINT_URL_LAMBDA", os.environ.get("AWS_ENDPOINT_URL"))
    client = boto3.client("lambda", endpoint_url=endpoint)
    try:
        credentials, failures = open_credentials(
            client, os.environ["DECRYPTOR_ARN"], tenant_id, ["sql-server"], caller
        )
    except LookupError as refused:
        code = refused.args[0]
        print(f"{code} (try again)" if code in RETRYABLE else code)
        return 1
    if "sql-server" not in credentials:
        print(failures["sql-server"]["code"])
        return 1
    login = credentials["sql-server"]["value"]
    print(f"{login['server']}/{login['database']} as {login['user']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
