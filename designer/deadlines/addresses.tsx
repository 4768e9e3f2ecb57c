import { useQuery } from '@tanstack/react-query';
import type { RungAddress } from '#domain';
import { routes } from '#contract';
import { call } from '../client';
import { ManyField, useRoleChoices, type Choice } from '../draft';
import { useList, useWords } from '../i18n';
import { useAddressText } from './mark-text';
import { words } from './words';

type Props = { to: readonly RungAddress[]; disabled: boolean; onChange: (to: RungAddress[]) => void };

/** Who hears of a rung: the unit's own people, the line above it, a desk, a person of the directory, the resident. */
export function Addresses({ to, disabled, onChange }: Props) {
  const t = useWords(words);
  const choices = useAddressChoices(!disabled);
  const known = new Map(choices.map(({ value }) => [value, JSON.parse(value) as RungAddress]));
  // Whom the choices have not (a person who left) stays until taken out.
  for (const address of to) known.set(valueOf(address), address);
  return (
    <ManyField
      label={t('rungTo')}
      help={t('rungToHelp')}
      values={to.map(valueOf)}
      choices={choices}
      disabled={disabled}
      onChange={(values) => onChange(values.flatMap((value) => known.get(value) ?? []))}
    />
  );
}

/** One text for one address, whatever the order of its fields. */
const valueOf = (address: RungAddress): string => JSON.stringify(address, Object.keys(address).sort());

const lines = ['head', 'parentHead', 'districtSupervision', 'citySupervision', 'chief'] as const;

function useAddressChoices(mayRead: boolean): Choice[] {
  const t = useWords(words);
  const list = useList();
  const say = useAddressText();
  const roles = useRoleChoices();
  const people = useQuery({
    queryKey: ['people'],
    staleTime: 60_000,
    enabled: mayRead,
    queryFn: () => call(routes.listPeople, {}),
  });
  const fixed: RungAddress[] = [
    ...(['own', 'parent'] as const).flatMap((of) =>
      (['liaison', 'head', 'dutyDesk'] as const).map((as): RungAddress => ({ who: 'unit', of, as })),
    ),
    ...lines.map((from): RungAddress => ({ who: 'line', from })),
    { who: 'resident' },
  ];
  const desks = roles.map(({ value, label }) => ({
    value: `{"role":"${value}","who":"desk"}`,
    label: list([t('who.desk'), label]),
  }));
  const persons = (people.data?.items ?? []).map(({ id, name }) => ({ value: `{"person":"${id}","who":"person"}`, label: name }));
  return [...fixed.map((address) => ({ value: valueOf(address), label: say([address]) })), ...desks, ...persons];
}
