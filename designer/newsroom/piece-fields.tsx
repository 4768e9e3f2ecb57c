import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { PieceCommandName, PieceState } from '#domain';
import { useWords } from '../i18n';
import type { Piece } from './piece-commands';
import { words } from './words';

const stateOf = (piece: Piece): PieceState => piece.state as unknown as PieceState;

/** What a form starts with: for a text, the text as it is. */
export function startValuesOf(piece: Piece, name: PieceCommandName): Record<string, unknown> {
  const { content } = stateOf(piece);
  if (name === 'review') return { approve: true };
  if (name === 'proof') return { pass: true };
  if (name === 'claimStep' || name === 'releaseStep') return { work: 'review' };
  if ((name !== 'write' && name !== 'correct') || !content) return {};
  const { title, body, media, claims, aiGenerated, aiLabel, sensitive, exposing } = content;
  return { title, body, media, claims, aiGenerated, aiLabel: aiLabel ?? undefined, sensitive, exposing };
}

/** The fields of a command on a piece. */
export function PieceFields({ name, piece }: { name: PieceCommandName; piece: Piece }) {
  const t = useWords(words);
  switch (name) {
    case 'write':
      return <StoryFields />;
    case 'correct':
      return (
        <>
          <Form.Item name="note" label={t('note')} required>
            <Input maxLength={500} />
          </Form.Item>
          <StoryFields />
        </>
      );
    case 'review':
      return <Verdict name="approve" yes={t('approve')} />;
    case 'proof':
      return <Verdict name="pass" yes={t('pass')} />;
    case 'claimStep':
    case 'releaseStep':
      return <WorkField />;
    case 'schedule':
      return (
        <Form.Item name="at" label={t('when')} required>
          <DatePicker showTime />
        </Form.Item>
      );
    case 'retryChannel':
      return <ChannelField piece={piece} />;
    case 'standBy':
    case 'withdrawPiece':
      return <Words name="reason" label={t('reason')} required />;
    case 'sendBack':
      return <Words name="remark" label={t('remark')} required />;
    case 'submit':
    case 'consent':
      return <Words name="remark" label={t('remark')} />;
    case 'sign':
    case 'publishNow':
    case 'approveReply':
    case 'applyCalendar':
    case 'changeFacts':
    case 'noteDelivery':
      return null;
  }
}

function Words({ name, label, required = false }: { name: string; label: string; required?: boolean }) {
  return (
    <Form.Item name={name} label={label} required={required}>
      <Input.TextArea autoSize={{ minRows: 2 }} />
    </Form.Item>
  );
}

function Verdict({ name, yes }: { name: 'approve' | 'pass'; yes: string }) {
  const t = useWords(words);
  return (
    <>
      <Form.Item name={name} label={t('verdict')}>
        <Radio.Group
          options={[
            { value: true, label: yes },
            { value: false, label: t('back') },
          ]}
        />
      </Form.Item>
      <Words name="remark" label={t('remark')} />
    </>
  );
}

function WorkField() {
  const t = useWords(words);
  const options = [
    { value: 'review', label: t('work.review') },
    { value: 'proof', label: t('work.proof') },
  ];
  return (
    <Form.Item name="work" label={t('work')}>
      <Radio.Group options={options} />
    </Form.Item>
  );
}

function ChannelField({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const failed = stateOf(piece).channels.filter(({ state }) => state === 'failed');
  return (
    <Form.Item name="channel" label={t('channel')} required>
      <Select options={failed.map(({ channel, code }) => ({ value: channel, label: `${channel} ${code ?? ''}` }))} />
    </Form.Item>
  );
}

function StoryFields() {
  const t = useWords(words);
  const generated = Form.useWatch('aiGenerated', { preserve: true }) as boolean | undefined;
  return (
    <>
      <Form.Item name="title" label={t('storyTitle')} required>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="body" label={t('body')} required>
        <Input.TextArea autoSize={{ minRows: 8 }} />
      </Form.Item>
      <Claims />
      <div className="lx-ticks">
        {(['sensitive', 'exposing', 'aiGenerated'] as const).map((name) => (
          <Form.Item key={name} name={name} valuePropName="checked">
            <Checkbox>{t(name)}</Checkbox>
          </Form.Item>
        ))}
      </div>
      {generated && <AiLabel />}
    </>
  );
}

function AiLabel() {
  const t = useWords(words);
  return (
    <>
      {(['attribute', 'provider', 'contentId'] as const).map((key) => (
        <Form.Item key={key} name={['aiLabel', key]} label={t(key)} required>
          <Input maxLength={200} />
        </Form.Item>
      ))}
    </>
  );
}

/** The fact sheet: what is claimed, and the step of the record that bears it out. */
function Claims() {
  const t = useWords(words);
  return (
    <Form.List name="claims">
      {(rows, { add, remove }) => (
        <fieldset className="lx-fieldset">
          <legend>{t('claims')}</legend>
          <p className="lx-hint">{t('claimsHint')}</p>
          {rows.map(({ key, name }) => (
            <div key={key} style={{ display: 'grid', gridTemplateColumns: '1fr 110px auto', gap: 8, alignItems: 'end' }}>
              <Form.Item name={[name, 'text']} label={t('claim')}>
                <Input maxLength={500} />
              </Form.Item>
              <Form.Item name={[name, 'seq']} label={t('seq')}>
                <InputNumber min={1} precision={0} />
              </Form.Item>
              <Form.Item>
                <Button onClick={() => remove(name)}>{t('remove')}</Button>
              </Form.Item>
            </div>
          ))}
          <Button onClick={() => add({})}>{t('addClaim')}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}
