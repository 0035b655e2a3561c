const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as content or attribute of HTML. Control characters have no place in a page and become blanks. */
export function html(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- control characters are what this takes out.
      .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
      .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
  );
}

/** A text as a string of CSS. All but plain letters and digits are escaped, so that it can end neither the string nor the style. */
export function cssString(text: string): string {
  const escaped = Array.from(text.toWellFormed(), (character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${(character.codePointAt(0) || 0xfffd).toString(16)} `,
  );
  return `"${escaped.join('')}"`;
}
