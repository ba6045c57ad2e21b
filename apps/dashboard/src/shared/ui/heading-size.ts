/** In characters. A longer name has a smaller heading, because it would fill the screen of a phone. */
const LONG_NAME = 100;

/** Returns the size of the heading of a page whose title is this name. */
export const headingSize = (name: string): 'h1' | 'h5' => (name.length > LONG_NAME ? 'h5' : 'h1');
