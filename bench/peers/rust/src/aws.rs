//! Signed requests (Signature Version 4) to the AWS services that speak JSON: just enough of it.
//! https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

use ring::{digest, hmac};
use serde_json::Value;
use std::env;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

pub struct Service {
    agent: ureq::Agent,
    url: String,
    host: String,
    name: &'static str,
    target: &'static str,
    content_type: &'static str,
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sign(key: &[u8], text: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes())
}

fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

/// `20260105T120000Z`: days to a date by Howard Hinnant's civil_from_days.
fn timestamp() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    let (days, rest) = ((seconds / 86_400) as i64 + 719_468, seconds % 86_400);
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest % 3_600 / 60, rest % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Trusts the authority that AWS_CA_BUNDLE names, where it names one: loopback endpoints have their own.
fn agent() -> ureq::Agent {
    let Ok(file) = env::var("AWS_CA_BUNDLE") else { return ureq::agent() };
    let pem = std::fs::read(&file).unwrap_or_else(|_| panic!("{file} cannot be read"));
    let mut roots = rustls::RootCertStore::empty();
    for der in rustls_pemfile::certs(&mut pem.as_slice()).unwrap_or_default() {
        roots.add(&rustls::Certificate(der)).expect("a certificate");
    }
    let config = rustls::ClientConfig::builder()
        .with_safe_defaults()
        .with_root_certificates(roots)
        .with_no_client_auth();
    ureq::AgentBuilder::new().tls_config(Arc::new(config)).build()
}

/// AWS's name of the error, where it answered one.
fn reason(error: ureq::Error) -> String {
    match error {
        ureq::Error::Status(status, response) => {
            let text = response.into_string().unwrap_or_default();
            let body: Value = serde_json::from_str(&text).unwrap_or_default();
            format!("{status} {}", body["__type"].as_str().unwrap_or("unknown"))
        }
        other => other.to_string(),
    }
}

impl Service {
    pub fn new(name: &'static str, endpoint_variable: &str, target: &'static str, content_type: &'static str) -> Self {
        let url = env::var(endpoint_variable).unwrap_or_else(|_| panic!("{endpoint_variable} must be set"));
        let url = url.trim_end_matches('/').to_string();
        let host = url.split("://").last().unwrap_or_default().to_string();
        Service { agent: agent(), url: format!("{url}/"), host, name, target, content_type }
    }

    pub fn call(&self, operation: &str, body: &Value) -> Result<Value, String> {
        let body = body.to_string();
        let region = env::var("AWS_REGION").unwrap_or_default();
        let (id, secret) = (
            env::var("AWS_ACCESS_KEY_ID").unwrap_or_default(),
            env::var("AWS_SECRET_ACCESS_KEY").unwrap_or_default(),
        );
        let now = timestamp();
        let scope = format!("{}/{region}/{}/aws4_request", &now[..8], self.name);
        let target = format!("{}{operation}", self.target);
        let headers = "content-type;host;x-amz-date;x-amz-target";
        let canonical = format!(
            "POST\n/\n\ncontent-type:{}\nhost:{}\nx-amz-date:{now}\nx-amz-target:{target}\n\n{headers}\n{}",
            self.content_type,
            self.host,
            sha256(&body)
        );
        let to_sign = format!("AWS4-HMAC-SHA256\n{now}\n{scope}\n{}", sha256(&canonical));
        let mut key = sign(format!("AWS4{secret}").as_bytes(), &now[..8]);
        for part in [region.as_str(), self.name, "aws4_request"] {
            key = sign(key.as_ref(), part);
        }
        let signature = hex(sign(key.as_ref(), &to_sign).as_ref());
        let answer = self
            .agent
            .post(&self.url)
            .set("content-type", self.content_type)
            .set("x-amz-date", &now)
            .set("x-amz-target", &target)
            .set(
                "authorization",
                &format!("AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={headers}, Signature={signature}"),
            )
            .send_string(&body)
            .map_err(|error| format!("{operation}: {}", reason(error)))?;
        let text = answer.into_string().map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }
}
