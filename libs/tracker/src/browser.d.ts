// Properties of browsers that TypeScript's DOM library lacks.

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
