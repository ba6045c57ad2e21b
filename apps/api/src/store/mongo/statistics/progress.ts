/** The document that says how far view_time is made. */
export const VIEW_TIME = 'view_time';
