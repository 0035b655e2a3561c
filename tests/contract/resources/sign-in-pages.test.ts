import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { html } from '../../../src/contract/schedules/page-text.ts';
import { expectPublished } from '../service.ts';
import { fresh } from './case.ts';
import { openBrowser } from './issuer.ts';
import { type SignInService, signInService } from './sign-in-service.ts';

/** What a browser is shown where a sign-in fails. */

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let at: SignInService;
beforeAll(async () => {
  at = await signInService();
});
afterAll(() => at.close());

const callback = (query = '') => at.request.get(`/v1/session/callback${query}`);

it('a way back that fails is a page for a browser, and a problem for a program', async () => {
  const page = await callback('?state=none&code=of-the-issuer').set(BROWSER);
  expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
  expect(page.text).toContain('<p>This sign-in was not begun in this browser');
  expect(page.text).toContain('<a href="/v1/session/sign-in">Sign in again</a>');
  expect(page.text).toContain(String(page.headers['x-request-id']));
  expect(page.text).not.toContain('of-the-issuer');
  expectPublished(page, 'GET', '/v1/session/callback');
  for (const accept of ['*/*', 'application/json', 'application/problem+json, text/html;q=0.5']) {
    const problem = await callback('?state=none').set('Accept', accept);
    expect([problem.status, problem.headers['content-type']]).toEqual([403, 'application/problem+json; charset=utf-8']);
  }
});

it('the page loads nothing and runs nothing but its own style', async () => {
  const page = await callback().set(BROWSER);
  const style = /<style>(.*)<\/style>/s.exec(page.text)?.[1] ?? '';
  const digest = createHash('sha256').update(style).digest('base64');
  expect(page.headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(page.text).not.toMatch(/<script|style=|src=/);
  expect([page.headers['cache-control'], page.headers['x-content-type-options']]).toEqual(['no-store', 'nosniff']);
});

it('is told in the language of the browser', async () => {
  const page = await callback().set({ ...BROWSER, 'Accept-Language': 'zh-CN' });
  expect([page.headers['content-language'], page.text.includes('<html lang="zh">')]).toEqual(['zh', true]);
  expect(page.text).toContain('重新登录');
});

it('its link begins the same sign-in again, and what stands in it is text', async () => {
  at.issuer.person = { sub: fresh('stranger') };
  const browser = openBrowser();
  const returnTo = `/docs/?a="><script>&b=1`.replaceAll(/[<>"']/g, (sign) => encodeURIComponent(sign));
  const begin = `${at.address}/v1/session/sign-in?return_to=${encodeURIComponent(returnTo)}&organisation=default`;
  const { address } = await browser.follow(begin, `${at.address}/v1/session/callback`);
  const page = await browser.ask(address, { headers: BROWSER });
  const text = await page.text();
  expect([page.status, page.headers.getSetCookie().length]).toEqual([403, 1]);
  expect(text).toContain('You are no user of this service.');
  const link = /<a href="([^"]*)">/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const asked = new URL(link, at.address);
  expect([asked.pathname, asked.searchParams.get('organisation')]).toEqual(['/v1/session/sign-in', 'default']);
  expect(asked.searchParams.get('return_to')).toBe(returnTo);
  expect((await browser.ask(asked.href)).status).toBe(302);
});

it('a beginning that fails is a page, too', async () => {
  const page = await at.request.get('/v1/session/sign-in?return_to=//elsewhere.example').set(BROWSER);
  expect([page.status, page.headers['content-type']]).toEqual([422, 'text/html; charset=utf-8']);
  expect(page.text).not.toContain('elsewhere');
  expect(html(`<a href="x" id='y'>&`)).toBe('&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;');
});
