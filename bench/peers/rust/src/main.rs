//! The lean peer of the decryptor in another language: no async runtime, one thread, Lambda's Runtime API by hand. It opens
//! `jwe1` credentials and nothing else, keeps no cache and writes no audit line, so it is a limit and not a replacement.

mod aws;
mod open;
mod runtime;

use aws::Service;
use open::{answer, Stores};
use runtime::{serve, variable};

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
    serve(|event| answer(&stores, event))
}
