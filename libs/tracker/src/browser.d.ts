// What browsers have and TypeScript's DOM library does not know yet.

interface Document {
  readonly prerendering?: boolean;
}

interface Navigator {
  readonly globalPrivacyControl: boolean | undefined;
  readonly doNotTrack?: string | null;
}

interface Window {
  readonly navigation?: EventTarget;
}
