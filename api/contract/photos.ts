import { z } from 'zod';
import { issueNo } from './paging';
import { route } from './route';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const params = z.object({ no: issueNo });
const token = z.string().min(16).max(200);

const photoDone = z.object({
  items: z.array(z.object({ hash: z.string(), type: z.string(), width: z.number().int(), height: z.number().int() })),
});

export const photoRoutes = {
  uploadPhotos: route({
    method: 'post',
    path: '/api/photos',
    tag: 'photos',
    audience: 'signedIn',
    summary: { zh: '上传照片（去除位置等元数据）', en: 'Upload photos (metadata such as location is removed)' },
    body: z.object({}),
    bodyType: 'multipart',
    responses: { 201: { summary: { zh: '已存', en: 'Stored' }, body: photoDone } },
    errors: ['NOT_SIGNED_IN', 'CSRF_REFUSED', 'INVALID_INPUT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'MALFORMED'],
  }),
  readPhoto: route({
    method: 'get',
    path: '/api/photos/{hash}',
    tag: 'photos',
    audience: 'signedIn',
    summary: { zh: '看所属诉求或稿件可见的照片', en: 'A photo of an issue or a story that the caller may see' },
    params: z.object({ hash }),
    query: z.object({ size: z.enum(['full', 'thumb']).default('full') }),
    responses: { 200: { summary: { zh: '图像', en: 'The image' }, type: 'image/*' } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND'],
  }),
  readPublicPhoto: route({
    method: 'get',
    path: '/api/public/reports/{no}/photos/{hash}',
    tag: 'photos',
    audience: 'public',
    summary: { zh: '居民看自己诉求的照片', en: "A resident's view of the photos of their report" },
    params: params.extend({ hash }),
    query: z.object({ token, size: z.enum(['full', 'thumb']).default('thumb') }),
    responses: { 200: { summary: { zh: '图像', en: 'The image' }, type: 'image/*' } },
    errors: ['NOT_FOUND', 'TOO_MANY_REQUESTS'],
  }),
  readStoryPhoto: route({
    method: 'get',
    path: '/api/public/stories/{id}/photos/{hash}',
    tag: 'photos',
    audience: 'public',
    summary: { zh: '已发布报道的照片', en: 'A photo of a published story' },
    params: z.object({ id: z.string().min(1).max(80), hash }),
    query: z.object({ size: z.enum(['full', 'thumb']).default('full') }),
    responses: { 200: { summary: { zh: '图像', en: 'The image' }, type: 'image/*' } },
    errors: ['NOT_FOUND'],
  }),
} as const;
