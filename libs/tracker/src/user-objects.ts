/** Whether the browser asks not to be tracked: Global Privacy Control (https://w3c.github.io/gpc/), or the older Do Not Track. */
export const userObjects = (): boolean => navigator.globalPrivacyControl || navigator.doNotTrack === '1';
