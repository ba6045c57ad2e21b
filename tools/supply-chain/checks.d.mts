interface Package {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}
type Packages = Readonly<Record<string, Package>>;

export const licenceProblems: (packages: Packages) => string[];
export const scriptProblems: (
  packages: Packages,
  allowScripts: Readonly<Record<string, boolean>>,
) => string[];
export const readAdvisories: (output: string) => string[] | undefined;
