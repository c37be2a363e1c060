/** As EventBridge names the events that this product publishes of itself; those of webhooks have a point and a name behind it. */
export const changeSource = 'direct-deposits';
export const changeDetailType = 'DirectDepositChanged';
