// Stands where the signer writes the headers of an event stream's messages: nothing here signs one.

export class HeaderFormatter {
  format() {
    throw new Error('Signing the messages of an event stream is not part of this bundle');
  }
}
