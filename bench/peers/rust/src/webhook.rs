//! The lean peer of the payroll webhook: the same checks, the same three requests to the same endpoints, for the scheme
//! standard-webhooks. No async runtime, one thread, the secret kept for ever, no retries, no metrics: a limit and not a replacement.

mod aws;
mod runtime;

use aws::{hex, Service};
use ring::{digest, hmac};
use runtime::{serve, variable};
use serde_json::{json, Value};
use std::time::{SystemTime, UNIX_EPOCH};

const MAX_BODY_BYTES: usize = 131_072;
const MAX_AGE_MS: i64 = 60_000;
const MAX_AHEAD_MS: i64 = 5_000;
const LEASE_MS: i64 = 15_000;
const KEPT_SECONDS: i64 = 7 * 86_400;

struct Source {
    name: String,
    secret_id: String,
    bus: String,
    detail_type: String,
}

struct Webhook {
    dynamo_db: Service,
    event_bridge: Service,
    table: String,
    source: Source,
    key: hmac::Key,
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_millis() as i64)
}

fn source() -> Source {
    let text = variable("DEPOSITS_WEBHOOK_SOURCES");
    let parts: Vec<String> = text.split(':').map(str::to_string).collect();
    Source { name: parts[0].clone(), secret_id: parts[2].clone(), bus: parts[3].clone(), detail_type: parts[4].clone() }
}

fn refuse(status: u16, code: &str) -> Value {
    json!({ "statusCode": status, "headers": { "content-type": "application/json" }, "body": json!({ "code": code }).to_string() })
}

fn accept(status: &str) -> Value {
    json!({ "statusCode": 200, "headers": { "content-type": "application/json" }, "body": json!({ "status": status }).to_string() })
}

impl Webhook {
    fn is_signed(&self, id: &str, timestamp: &str, body: &[u8], header: &str) -> bool {
        let mut text = format!("{id}.{timestamp}.").into_bytes();
        text.extend_from_slice(body);
        header
            .split(' ')
            .filter_map(|each| each.strip_prefix("v1,"))
            .filter_map(|each| base64::decode(each).ok())
            .any(|given| hmac::verify(&self.key, &text, &given).is_ok())
    }

    fn update(&self, key: &str, expression: &str, condition: &str, names: Value, values: Value) -> Result<(), String> {
        self.dynamo_db
            .call(
                "UpdateItem",
                &json!({
                    "TableName": self.table,
                    "Key": { "claimKey": { "S": key } },
                    "UpdateExpression": expression,
                    "ConditionExpression": condition,
                    "ExpressionAttributeNames": names,
                    "ExpressionAttributeValues": values,
                }),
            )
            .map(|_| ())
    }

    fn take(&self, key: &str, token: &str) -> Result<(), String> {
        let now = now_ms();
        self.update(
            key,
            "SET #state = :claimed, #token = :token, #lease = :lease, #expiresAt = :expiresAt",
            "attribute_not_exists(claimKey) OR #expiresAt < :nowSeconds OR (#state = :claimed AND (#lease < :now OR #token = :token))",
            json!({ "#state": "state", "#token": "token", "#lease": "leaseUntilMs", "#expiresAt": "expiresAt" }),
            json!({
                ":claimed": { "S": "claimed" },
                ":token": { "S": token },
                ":lease": { "N": (now + LEASE_MS).to_string() },
                ":expiresAt": { "N": (now / 1000 + KEPT_SECONDS).to_string() },
                ":now": { "N": now.to_string() },
                ":nowSeconds": { "N": (now / 1000).to_string() },
            }),
        )
    }

    fn is_done(&self, key: &str) -> bool {
        let request = json!({ "TableName": self.table, "Key": { "claimKey": { "S": key } }, "ConsistentRead": true });
        self.dynamo_db.call("GetItem", &request).map_or(false, |found| found["Item"]["state"]["S"] == "done")
    }

    fn finish(&self, key: &str, token: &str) -> Result<(), String> {
        self.update(
            key,
            "SET #state = :done",
            "#token = :token",
            json!({ "#state": "state", "#token": "token" }),
            json!({ ":done": { "S": "done" }, ":token": { "S": token } }),
        )
    }

    fn publish(&self, detail: &Value, sent_at_seconds: i64) -> Result<(), String> {
        let entry = json!({
            "EventBusName": self.source.bus,
            "Source": format!("direct-deposits.{}", self.source.name),
            "DetailType": self.source.detail_type,
            "Detail": detail.to_string(),
            "Time": sent_at_seconds,
        });
        let answer = self.event_bridge.call("PutEvents", &json!({ "Entries": [entry] }))?;
        if answer["FailedEntryCount"] == 0 { Ok(()) } else { Err("an entry was not taken".to_string()) }
    }

    fn receive(&self, event: &Value) -> Value {
        if event["requestContext"]["http"]["method"] != "POST" {
            return refuse(405, "METHOD_NOT_ALLOWED");
        }
        if event["rawPath"].as_str().unwrap_or_default().trim_matches('/') != self.source.name {
            return refuse(404, "SOURCE_UNKNOWN");
        }
        let text = event["body"].as_str().unwrap_or_default();
        let body = match event["isBase64Encoded"].as_bool() {
            Some(true) => base64::decode(text).unwrap_or_default(),
            _ => text.as_bytes().to_vec(),
        };
        if body.len() > MAX_BODY_BYTES {
            return refuse(413, "BODY_TOO_LARGE");
        }
        let header = |name: &str| event["headers"][name].as_str().unwrap_or_default().to_string();
        let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
        if id.is_empty() || !self.is_signed(&id, &timestamp, &body, &header("webhook-signature")) {
            return refuse(401, "SIGNATURE_REFUSED");
        }
        let (Ok(payload), Ok(sent_at)) = (serde_json::from_slice::<Value>(&body), timestamp.parse::<i64>()) else {
            return refuse(400, "BODY_MALFORMED");
        };
        let age = now_ms() - sent_at * 1000;
        if age >= MAX_AGE_MS {
            return refuse(400, "EVENT_STALE");
        }
        if age < -MAX_AHEAD_MS {
            return refuse(400, "EVENT_AHEAD");
        }
        let named = format!("{}\n{id}", self.source.name);
        let key = hex(&digest::digest(&digest::SHA256, named.as_bytes()).as_ref()[..20]);
        let token = format!("{}-{}", now_ms(), std::process::id());
        if let Err(reason) = self.take(&key, &token) {
            return match (reason.contains("ConditionalCheckFailedException"), self.is_done(&key)) {
                (true, true) => accept("repeated"),
                (true, false) => refuse(503, "EVENT_UNDER_WAY"),
                _ => refuse(503, "STORE_UNAVAILABLE"),
            };
        }
        let detail = json!({ "version": 1, "id": format!("evt_{key}"), "senderId": id, "payload": payload });
        if self.publish(&detail, sent_at).is_err() {
            return refuse(503, "NOT_PUBLISHED");
        }
        let _ = self.finish(&key, &token);
        accept("published")
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = source();
    let json_1_1 = "application/x-amz-json-1.1";
    let secrets = Service::new("secretsmanager", "AWS_ENDPOINT_URL_SECRETS_MANAGER", "secretsmanager.", json_1_1);
    let stored = secrets.call("GetSecretValue", &json!({ "SecretId": source.secret_id, "VersionStage": "AWSCURRENT" }))?;
    let secret = stored["SecretString"].as_str().unwrap_or_default().trim_start_matches("whsec_").to_string();
    let webhook = Webhook {
        dynamo_db: Service::new("dynamodb", "AWS_ENDPOINT_URL_DYNAMODB", "DynamoDB_20120810.", "application/x-amz-json-1.0"),
        event_bridge: Service::new("events", "AWS_ENDPOINT_URL_EVENTBRIDGE", "AWSEvents.", json_1_1),
        table: variable("DEPOSITS_CLAIM_TABLE"),
        key: hmac::Key::new(hmac::HMAC_SHA256, &base64::decode(secret)?),
        source,
    };
    serve(|event| Ok(webhook.receive(event)))
}
