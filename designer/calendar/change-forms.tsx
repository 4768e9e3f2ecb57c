import { Tabs } from 'antd';
import { useWords } from '../i18n';
import type { Book } from './calendar-page';
import { DaysForm } from './days-form';
import { NoticeForm } from './notice-form';
import { UnitForm } from './unit-form';
import { words } from './words';

/** The three ways a calendar changes; each ends in a preview. */
export function ChangeForms({ book }: { book: Book }) {
  const t = useWords(words);
  const items = [
    { key: 'notice', label: t('tab.notice'), children: <NoticeForm book={book} /> },
    { key: 'days', label: t('tab.days'), children: <DaysForm book={book} /> },
    { key: 'unit', label: t('tab.unit'), children: <UnitForm book={book} /> },
  ];
  return <Tabs items={items} />;
}
