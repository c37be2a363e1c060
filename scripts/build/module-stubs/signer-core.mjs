// Stands where the signer imports from @smithy/core: the same functions, each from its own file of that package, without the
// collections around them, of which some run when they are loaded (docs/adr/0016). Only for bundles whose transport is our own.

export { escapeUri } from '../../../node_modules/@smithy/core/dist-es/submodules/protocols/util-uri-escape/escape-uri.js';
export { isArrayBuffer } from '../../../node_modules/@smithy/core/dist-es/submodules/serde/is-array-buffer/is-array-buffer.js';
export { toHex } from '../../../node_modules/@smithy/core/dist-es/submodules/serde/util-hex-encoding/hex-encoding.js';
export { toUint8Array } from '../../../node_modules/@smithy/core/dist-es/submodules/serde/util-utf8/toUint8Array.js';
export { writeKey } from '../../../node_modules/@smithy/core/dist-es/submodules/serde/writeKey.js';
export { hasOwn } from '../../../node_modules/@smithy/core/dist-es/submodules/transport/hasOwn.js';
export { HttpRequest } from '../../../node_modules/@smithy/core/dist-es/submodules/transport/httpRequest.js';
export { normalizeProvider } from '../../../node_modules/@smithy/core/dist-es/submodules/transport/normalizeProvider.js';
