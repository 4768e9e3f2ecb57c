import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ProblemError, useSession } from '../client';
import { useLanguage } from '../i18n';
import { Loading, ProblemNote } from '../parts';
import { ChangePassword, SignIn } from './sign-in';
import { makeRouter } from './router';
import { theme } from './theme';
import './app.css';

const lasting = (error: unknown) => error instanceof ProblemError && error.problem.status < 500;

const makeClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !lasting(error) && count < 2 } },
  });

/** The staff application: language, theme, server state, then the door. */
export function App() {
  const client = useMemo(makeClient, []);
  return (
    <QueryClientProvider client={client}>
      <Dressed>
        <Door />
      </Dressed>
    </QueryClientProvider>
  );
}

function Dressed({ children }: { children: ReactNode }) {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>{children}</AntApp>
    </ConfigProvider>
  );
}

/** Nobody gets past sign-in and the first change of a one-time password; the address asked for is kept. */
function Door() {
  const session = useSession();
  const router = useMemo(makeRouter, []);
  if (session.isPending) return <Loading />;
  if (session.error && session.data === undefined)
    return (
      <main className="lx-door">
        <ProblemNote error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  if (!session.data) return <SignIn />;
  return session.data.mustChangePassword ? <ChangePassword /> : <RouterProvider router={router} />;
}
