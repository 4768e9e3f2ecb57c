import { Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { type Me, useSessionActs } from '../client';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { Brand, LanguageSwitch } from './brand';
import { words } from './words';

function DoorFrame(props: { title: string; lead: string; children: ReactNode; foot?: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · 两心`;
  }, [props.title]);
  return (
    <div className="lx-door">
      <header className="lx-door-top">
        <Brand />
        <LanguageSwitch />
      </header>
      <main className="lx-door-card">
        <h1>{props.title}</h1>
        <p className="lx-lead">{props.lead}</p>
        {props.children}
        {props.foot && <p className="lx-quiet">{props.foot}</p>}
      </main>
    </div>
  );
}

/** The door while nobody can be asked who is there. */
export function Away({ children }: { children: ReactNode }) {
  const t = useWords(words);
  return (
    <DoorFrame title={t('away')} lead={t('awayLead')}>
      {children}
    </DoorFrame>
  );
}

/** Runs an act and keeps what it was refused with. */
function useAct() {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return { error, busy, run };
}

export function SignIn() {
  const t = useWords(words);
  const { signIn } = useSessionActs();
  const { error, busy, run } = useAct();
  const foot = (
    <>
      {t('resident')}
      <a href="/">{t('residentLink')}</a>
    </>
  );
  return (
    <DoorFrame title={t('signIn')} lead={t('signInLead')} foot={foot}>
      <Form<{ account: string; password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ account, password }) => void run(() => signIn(account.trim(), password))}
      >
        <Form.Item name="account" label={t('account')} rules={[{ required: true, message: t('needAccount') }]}>
          <Input autoComplete="username" autoCapitalize="none" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('needPassword') }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {error !== null && <ProblemNote error={error} />}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('signIn')}
        </Button>
      </Form>
    </DoorFrame>
  );
}

/** Over the page as it was: what somebody typed before their session ended is still there afterwards. */
export function SignInAgain({ me }: { me: Me }) {
  const t = useWords(words);
  const { signInAgain } = useSessionActs();
  const { error, busy, run } = useAct();
  return (
    <Modal open title={t('expired')} closable={false} keyboard={false} footer={null}>
      <p className="lx-lead">{t('expiredLead', { name: me.name })}</p>
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        name="again"
        onFinish={({ password }) => void run(() => signInAgain(me.id, password))}
      >
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('needPassword') }]}>
          <Input.Password autoComplete="current-password" autoFocus size="large" />
        </Form.Item>
        {error !== null && <ProblemNote error={error} />}
        <p className="lx-commands">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('goOn')}
          </Button>
          <Button onClick={() => location.reload()}>{t('somebodyElse')}</Button>
        </p>
      </Form>
    </Modal>
  );
}

type Change = { current: string; next: string; again: string };

export function ChangePassword() {
  const t = useWords(words);
  const { changePassword } = useSessionActs();
  const { error, busy, run } = useAct();
  return (
    <DoorFrame title={t('changeTitle')} lead={t('changeLead')}>
      <Form<Change>
        layout="vertical"
        requiredMark={false}
        onFinish={({ current, next }) => void run(() => changePassword(current, next))}
      >
        <Form.Item name="current" label={t('current')} rules={[{ required: true, message: t('needPassword') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="next" label={t('next')} rules={[{ required: true, min: 10, message: t('tooShort') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('again')}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {error !== null && <ProblemNote error={error} />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('change')}
        </Button>
      </Form>
    </DoorFrame>
  );
}
