// Articles in scripts that run from right to left or do not part words, and headlines that are too long.
import { axe, check, DESKTOP, expect, listed, open, PHONE, show, withRecords } from './harness.mjs';

const RECORDS = [
  {
    id: 'script-ar',
    title: 'عودة العبارة الليلية إلى الميناء القديم',
    text: 'عادت العبارة الليلية إلى الميناء القديم يوم الثلاثاء scriptfenn وعلى متنها مئتا راكب.\n\nوقال القبطان إن الرحلة كانت هادئة وإن العبارة ستبحر كل مساء حتى نهاية الشتاء.',
  },
  {
    id: 'script-zh',
    title: '夜间渡轮重返旧港口',
    text: '夜间渡轮星期二载着二百名乘客回到旧港口 scriptfenn。\n\n船长说，航行平静，渡轮将每晚开航，直到冬季结束。港务局表示欢迎。',
  },
  {
    id: 'script-long',
    title: `<b onclick=harm()>Ferry</b> \u202e\u0007${'very long headline & <i>markup</i> العبارة '.repeat(60)}`.slice(0, 2000),
    text: 'The scriptfenn ferry has a headline that nobody would read to its end.\n\nIt was written by a machine, the harbour office said.',
  },
];

/** Directions and languages are set, and a headline of 2,000 characters stays in its place. */
export async function scripts() {
  for (const size of [DESKTOP, PHONE]) {
    const { page, close } = await open(`scripts, ${size.width} px`, size, 'light');
    const steps = async () => {
      await check(`headlines run in their own direction and say their language: ${size.width} px`, async () => {
        await show(page, { q: 'scriptfenn' });
        expect((await listed(page)) === RECORDS.length, 'all are listed');
        const arabic = page.getByRole('heading', { name: RECORDS[0].title });
        const [direction, language] = await arabic.evaluate((it) => [getComputedStyle(it).direction, it.lang]);
        expect(direction === 'rtl' && language === 'ar', `the Arabic one is ${direction}, ${language}`);
        const chinese = page.getByRole('heading', { name: RECORDS[1].title });
        expect((await chinese.getAttribute('lang')) === 'zh', 'the Chinese one is Chinese');
        await axe(page, `scripts, ${size.width} px`);
      });
      await check(`a headline of 2,000 characters stays in its place: ${size.width} px`, async () => {
        const spare = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(spare <= 0, `the page is ${spare} px too wide`);
        const long = page.getByRole('heading', { name: /very long headline/ });
        expect((await long.locator('b, i').count()) === 0, 'its markup is words');
        expect((await long.evaluate((it) => it.offsetHeight)) < 400, 'it leaves room for the others');
      });
      await check(`the reader runs in the direction of the story: ${size.width} px`, async () => {
        await page.getByRole('link', { name: RECORDS[0].title }).click();
        const paragraph = page.locator('.reader .text p').first();
        await paragraph.waitFor();
        expect((await paragraph.evaluate((it) => getComputedStyle(it).direction)) === 'rtl', 'from right to left');
      });
    };
    await withRecords(page, 'scripts', RECORDS, 'scriptfenn', steps);
    await close();
  }
}
