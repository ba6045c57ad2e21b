/** A longer name stands in smaller type, because it would fill the screen of a phone. */
const LONG_NAME = 100;

/** Returns the size of a page's heading that is a name. */
export const headingSize = (name: string): 'h1' | 'h5' => (name.length > LONG_NAME ? 'h5' : 'h1');
