//! The lean peer of the decryptor in another language: no async runtime, one thread, Lambda's Runtime API by hand. It opens
//! `jwe1` credentials and nothing else, keeps no cache and writes no audit line, so it is a limit and not a replacement.

mod aws;
mod open;

use aws::Service;
use open::{answer, Stores};
use serde_json::Value;
use std::env;

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} must be set"))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stores = Stores {
        dynamo_db: Service::new(
            "dynamodb",
            "AWS_ENDPOINT_URL_DYNAMODB",
            "DynamoDB_20120810.",
            "application/x-amz-json-1.0",
        ),
        kms: Service::new("kms", "AWS_ENDPOINT_URL_KMS", "TrentService.", "application/x-amz-json-1.1"),
        table: variable("DEPOSITS_TENANT_TABLE"),
        key_id: variable("DEPOSITS_KMS_KEY_ID"),
    };
    let base = format!("http://{}/2018-06-01/runtime/invocation", variable("AWS_LAMBDA_RUNTIME_API"));
    let agent = ureq::agent();
    loop {
        let next = agent.get(&format!("{base}/next")).call()?;
        let id = next.header("lambda-runtime-aws-request-id").unwrap_or_default().to_string();
        let event: Value = serde_json::from_str(&next.into_string()?)?;
        let (outcome, body) = match answer(&stores, &event) {
            Ok(value) => ("response", value.to_string()),
            Err(reason) => ("error", serde_json::json!({ "errorType": "Error", "errorMessage": reason }).to_string()),
        };
        agent.post(&format!("{base}/{id}/{outcome}")).send_string(&body)?;
    }
}
