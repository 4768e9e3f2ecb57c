/** dmn-moddle brings no types. */
declare module 'dmn-moddle' {
  export type ModdleProperty = {
    readonly name: string;
    readonly type: string;
    readonly isMany?: boolean;
    readonly isReference?: boolean;
    readonly isVirtual?: boolean;
    readonly default?: unknown;
  };
  export type ModdleElement = {
    readonly $type: string;
    readonly $attrs?: Readonly<Record<string, unknown>>;
    readonly $descriptor: { readonly properties?: readonly ModdleProperty[]; readonly isGeneric?: boolean };
    $parent?: ModdleElement;
    [name: string]: unknown;
  };
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(
      xml: string,
      options?: { readonly lax?: boolean },
    ): Promise<{
      readonly rootElement: ModdleElement;
      readonly warnings: readonly { readonly message: string }[];
      readonly references: readonly { readonly element: ModdleElement; readonly property: string; readonly id: string }[];
    }>;
    toXML(element: ModdleElement, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    create(type: string, properties?: Readonly<Record<string, unknown>>): ModdleElement;
    createAny(name: string, uri: string, properties?: Readonly<Record<string, unknown>>): ModdleElement;
  }
}
declare module 'dmn-moddle/resources/dmn/json/dmn13.json' {
  const descriptor: { readonly types: readonly unknown[]; readonly [name: string]: unknown };
  export default descriptor;
}
