import { Parser } from 'saxen';

/** What is done at the tags and texts of an XML part; names come without their prefix. */
export type XmlEvents = {
  readonly open?: (name: string, attributes: () => Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** An XML part that is not well-formed, or that declares entities. */
export class XmlError extends Error {}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Attributes with their entities replaced. Most have none, and a sheet has millions. */
function decoded(
  attributes: Readonly<Record<string, string>>,
  decode: (text: string) => string,
): Readonly<Record<string, string>> {
  if (!Object.values(attributes).some((value) => value.includes('&'))) return attributes;
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decode(value)]));
}

/**
 * Walks a part. A document type is refused before anything is read: no entity but those of XML itself is ever replaced, so none can grow or
 * name a file.
 */
export function walkXml(text: string, { open, close, text: heard }: XmlEvents): void {
  const parser = new Parser();
  const fail = (reason: string): never => {
    throw new XmlError(reason);
  };
  parser.on('error', (error) => fail(error.message));
  parser.on('attention', (declaration) => fail(`unexpected ${declaration.slice(0, 20)}`));
  if (open !== undefined)
    parser.on('openTag', (name, attributes, decode) => open(localName(name), () => decoded(attributes(), decode)));
  if (close !== undefined) parser.on('closeTag', (name) => close(localName(name)));
  if (heard !== undefined) {
    parser.on('text', (one, decode) => heard(decode(one)));
    parser.on('cdata', heard);
  }
  parser.parse(text);
}
