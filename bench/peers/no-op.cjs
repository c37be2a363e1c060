// The limit: a function that does nothing, on nothing but Node.

exports.handler = async () => ({});
