/** What the page's modules find in a browser, besides what the compiler knows. Elements are whatever a module takes them for. */
declare const L: any;

interface Document {
  getElementById(id: string): any;
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface EventTarget {
  matches(selectors: string): boolean;
  closest(selectors: string): any;
  blur(): void;
}

interface Window {
  herd: object;
}
