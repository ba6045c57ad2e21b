// Properties that TypeScript's DOM library lacks, or that it declares as if every browser had them.

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
