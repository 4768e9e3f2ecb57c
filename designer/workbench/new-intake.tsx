import { Button, Checkbox, Form, Input, Result, Select, Upload } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { ProblemError, call, newIntent, useCity } from '../client';
import { useText, useWords } from '../i18n';
import { Page, ProblemNote } from '../parts';
import { type Photo, type Typed, bodyOf } from './intake-body';
import { words } from './words';

type Done = ResultOf<Routes['createIntake']>;

/** Staff register a resident's call or visit; the source's number makes doing it twice harmless. */
export function NewIntake() {
  const t = useWords(words);
  const [done, setDone] = useState<Done | null>(null);
  return (
    <Page title={t('intake')} plainTitle={t('intake')} lead={t('intakeLead')}>
      <section className="lx-card" style={{ maxWidth: 860 }}>
        {done ? <Receipt done={done} again={() => setDone(null)} /> : <IntakeForm onDone={setDone} />}
      </section>
    </Page>
  );
}

function Receipt({ done, again }: { done: Done; again: () => void }) {
  const t = useWords(words);
  const acts = [
    <Link key="open" to={`/issues/${done.no}`}>
      <Button type="primary">{t('open', { no: done.no })}</Button>
    </Link>,
    <Button key="again" onClick={again}>
      {t('another')}
    </Button>,
  ];
  return (
    <Result
      status="success"
      title={t('done', { no: done.no })}
      subTitle={`${t('tracking')}: ${done.trackingToken}`}
      extra={acts}
    />
  );
}

function IntakeForm({ onDone }: { onDone: (done: Done) => void }) {
  const t = useWords(words);
  const [form] = Form.useForm<Typed>();
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [intent, setIntent] = useState(newIntent);
  const send = async (typed: Typed) => {
    if (!typed.district && !typed.address) {
      form.setFields([{ name: 'district', errors: [t('needPlace')] }]);
      return;
    }
    setBusy(true);
    setError(null);
    try {
      onDone(await call(routes.createIntake, { body: bodyOf(typed, photos) }, { idempotencyKey: intent }));
    } catch (refused) {
      setError(refused);
      if (refused instanceof ProblemError && refused.problem.status < 500) setIntent(newIntent());
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form form={form} layout="vertical" onFinish={(typed) => void send(typed)} initialValues={{ anonymous: true }} name="intake">
      <div className="lx-numbers">
        <Listed name="source" required />
        <Form.Item name="externalId" label={t('externalId')} extra={t('externalIdHint')}>
          <Input maxLength={200} />
        </Form.Item>
        <Listed name="category" required />
        <Listed name="district" />
        <Listed name="street" />
        <Form.Item name="address" label={t('address')}>
          <Input maxLength={300} />
        </Form.Item>
      </div>
      <Form.Item name="text" label={t('text')} rules={[{ required: true, message: t('required') }]}>
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={4000} />
      </Form.Item>
      <div className="lx-numbers">
        <Form.Item name="name" label={t('name')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="phone" label={t('phone')}>
          <Input maxLength={32} inputMode="tel" />
        </Form.Item>
      </div>
      <Form.Item name="anonymous" valuePropName="checked">
        <Checkbox>{t('anonymous')}</Checkbox>
      </Form.Item>
      <PhotoUpload photos={photos} onChange={setPhotos} onError={setError} />
      {error !== null && <ProblemNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('send')}
      </Button>
    </Form>
  );
}

function PhotoUpload(props: { photos: Photo[]; onChange: (photos: Photo[]) => void; onError: (error: unknown) => void }) {
  const t = useWords(words);
  const upload = (file: File) =>
    call(routes.uploadPhotos, { body: {} }, { files: [file] }).then(
      ({ items }) => props.onChange([...props.photos, ...items.map(({ hash, type }) => ({ hash, type }))]),
      props.onError,
    );
  return (
    <p>
      <Upload
        accept="image/jpeg,image/png,image/webp"
        showUploadList={false}
        customRequest={({ file }) => void upload(file as File)}
      >
        <Button>{t('photosAdd')}</Button>
      </Upload>{' '}
      {props.photos.length > 0 && (
        <>
          {t('photosSent', { n: props.photos.length })} <Button onClick={() => props.onChange([])}>{t('photosClear')}</Button>
        </>
      )}
    </p>
  );
}

/** A field whose answers the city lists; streets follow the district. */
function Listed({ name, required = false }: { name: 'source' | 'category' | 'district' | 'street'; required?: boolean }) {
  const t = useWords(words);
  const text = useText();
  const { data: city } = useCity();
  const district = Form.useWatch<string | undefined>('district');
  const lists = {
    source: city?.sources.map((s) => ({ value: s.key, label: text(s.name) })),
    category: city?.categories.map((c) => ({ value: c.key, label: text(c.name) })),
    district: city?.districts.map((d) => ({ value: d.code, label: text(d.name) })),
    street: city?.streets.filter((s) => s.district === district).map((s) => ({ value: s.code, label: text(s.name) })),
  };
  return (
    <Form.Item name={name} label={t(name)} rules={required ? [{ required, message: t('required') }] : []}>
      <Select showSearch={{ optionFilterProp: 'label' }} allowClear placeholder={t('choose')} options={lists[name] ?? []} />
    </Form.Item>
  );
}
