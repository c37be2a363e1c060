//! Lambda's Runtime API by hand: hands events to a function, one after the other, for ever.
//! https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

use serde_json::{json, Value};
use std::env;
use std::error::Error;

pub fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} must be set"))
}

pub fn serve(answer: impl Fn(&Value) -> Result<Value, String>) -> Result<(), Box<dyn Error>> {
    let base = format!("http://{}/2018-06-01/runtime/invocation", variable("AWS_LAMBDA_RUNTIME_API"));
    let agent = ureq::agent();
    loop {
        let next = agent.get(&format!("{base}/next")).call()?;
        let id = next.header("lambda-runtime-aws-request-id").unwrap_or_default().to_string();
        let event: Value = serde_json::from_str(&next.into_string()?)?;
        let (outcome, body) = match answer(&event) {
            Ok(value) => ("response", value.to_string()),
            Err(reason) => ("error", json!({ "errorType": "Error", "errorMessage": reason }).to_string()),
        };
        agent.post(&format!("{base}/{id}/{outcome}")).send_string(&body)?;
    }
}
