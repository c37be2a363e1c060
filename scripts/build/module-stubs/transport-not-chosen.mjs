// Stands in a bundle where the transport to AWS is that it was not built with (docs/adr/0015). The branch that would call it is
// cut off by the define; this keeps the bundler from even reading it, which would cost the other modules their flat scope.

const notBuilt = () => {
  throw new Error('This bundle was built with another transport to AWS');
};

export { notBuilt as createSignedCalls, notBuilt as createSignedInvoke };
export { notBuilt as createSdkCalls, notBuilt as createSdkInvoke };
