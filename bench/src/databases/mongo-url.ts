const PARTS = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/;

/** Whether `url` is one of MongoDB; it may name several hosts, and so need not be one that the URL class takes. */
export const isMongoUrl = (url: string): boolean => PARTS.test(url);

/** The URL with another database; its options stay. */
export const withDatabase = (url: string, database: string): string =>
  url.replace(PARTS, (_, server: string, query = '') => `${server}/${database}${query}`);
