import type { Page, PageRequest } from './stored.ts';

const PAGE = 500;

/** Every entry of a list, page by page. */
export async function allPages<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  for (let after: PageRequest['after']; ; ) {
    const page = await list({ limit: PAGE, after });
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}
