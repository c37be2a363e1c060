//! One credential of a tenant: Query, Decrypt of the wrapped data key, and the JWE (`jwe1`, RFC 7516, dir + A256GCM) opened.

use crate::aws::Service;
use ring::aead::{Aad, LessSafeKey, Nonce, UnboundKey, AES_256_GCM};
use serde_json::{json, Value};

pub struct Stores {
    pub dynamo_db: Service,
    pub kms: Service,
    pub table: String,
    pub key_id: String,
}

fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    let mut standard: String = text.chars().map(|c| match c { '-' => '+', '_' => '/', other => other }).collect();
    while standard.len() % 4 != 0 {
        standard.push('=');
    }
    #[allow(deprecated)]
    base64::decode(standard).map_err(|_| "not base64".to_string())
}

fn text_of<'a>(item: &'a Value, member: &str, kind: &str) -> Result<&'a str, String> {
    item[member][kind].as_str().ok_or_else(|| format!("no {member}"))
}

fn find<'a>(items: &'a [Value], item_key: &str) -> Result<&'a Value, String> {
    items.iter().find(|item| item["itemKey"]["S"] == item_key).ok_or_else(|| format!("no {item_key}"))
}

fn open_jwe(envelope: &str, expected: &Value, key: impl Fn(&str) -> Result<Vec<u8>, String>) -> Result<Value, String> {
    let payload = envelope.strip_prefix("jwe1:").ok_or("not jwe1")?;
    let parts: Vec<&str> = payload.split('.').collect();
    let [header, "", iv, ciphertext, tag] = parts[..] else { return Err("not a JWE".into()) };
    let fields: Value = serde_json::from_slice(&from_base64(header)?).map_err(|_| "no header")?;
    if ["tid", "pur", "ver"].iter().any(|name| fields[name] != expected[name]) || fields["enc"] != "A256GCM" {
        return Err("bound to something else".into());
    }
    let data_key = key(fields["kid"].as_str().ok_or("no kid")?)?;
    let opener = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &data_key).map_err(|_| "bad key")?);
    let nonce = Nonce::try_assume_unique_for_key(&from_base64(iv)?).map_err(|_| "bad iv")?;
    let mut sealed = from_base64(ciphertext)?;
    sealed.extend(from_base64(tag)?);
    let plain = opener.open_in_place(nonce, Aad::from(header.as_bytes()), &mut sealed).map_err(|_| "does not open")?;
    serde_json::from_slice(plain).map_err(|_| "no JSON".into())
}

fn open_one(stores: &Stores, tenant: &str, purpose: &str, items: &[Value]) -> Result<Value, String> {
    let credential = find(items, &format!("credential#{purpose}"))?;
    let version: u64 = text_of(credential, "version", "N")?.parse().map_err(|_| "no version")?;
    let expected = json!({ "tid": tenant, "pur": purpose, "ver": version });
    let unwrap = |kid: &str| -> Result<Vec<u8>, String> {
        let wrapped = text_of(find(items, kid)?, "wrappedKey", "B")?;
        let answer = stores.kms.call(
            "Decrypt",
            &json!({
                "CiphertextBlob": wrapped,
                "KeyId": stores.key_id,
                "EncryptionContext": { "tenantId": tenant, "keyVersion": kid.trim_start_matches("key#") }
            }),
        )?;
        from_base64(answer["Plaintext"].as_str().ok_or("no Plaintext")?)
    };
    let value = open_jwe(text_of(credential, "envelope", "S")?, &expected, unwrap)?;
    Ok(json!({ "value": value, "version": version, "format": "jwe1" }))
}

/// A request of the decryptor's contract, answered as the contract has it.
pub fn answer(stores: &Stores, event: &Value) -> Result<Value, String> {
    let tenant = event["tenantId"].as_str().ok_or("no tenantId")?;
    let found = stores.dynamo_db.call(
        "Query",
        &json!({
            "TableName": stores.table,
            "KeyConditionExpression": "#tenantId = :tenantId",
            "ExpressionAttributeNames": { "#tenantId": "tenantId" },
            "ExpressionAttributeValues": { ":tenantId": { "S": tenant } },
            "ConsistentRead": event["refresh"].as_bool().unwrap_or(false)
        }),
    )?;
    let items = found["Items"].as_array().ok_or("no Items")?;
    if find(items, "policy")?["status"]["S"] != "active" {
        return Err("not active".into());
    }
    let mut credentials = serde_json::Map::new();
    for purpose in event["purposes"].as_array().ok_or("no purposes")? {
        let purpose = purpose.as_str().ok_or("no purpose")?;
        credentials.insert(purpose.into(), open_one(stores, tenant, purpose, items)?);
    }
    Ok(json!({ "version": 1, "credentials": credentials, "failures": {} }))
}
