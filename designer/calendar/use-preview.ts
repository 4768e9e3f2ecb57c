import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type CallOf, type Routes, routes } from '#contract';
import { call, newIntent } from '../client';

type Asked = CallOf<Routes['previewImport']>['body'];

/** Previews a change and goes to its page; the same intent sent twice is one preview. */
export function usePreview(id: string) {
  const navigate = useNavigate();
  const [intent, setIntent] = useState(newIntent);
  return useMutation({
    mutationFn: (body: Asked) => call(routes.previewImport, { params: { id }, body }, { idempotencyKey: intent }),
    onSettled: () => setIntent(newIntent()),
    onSuccess: (one) => navigate(`/calendar/${id}/imports/${one.id}`),
  });
}
