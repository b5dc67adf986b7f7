// A test of a shop's code in JavaScript, with the AWS SDK and the variables that a local AWS gives.
// tag::test[]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

test('an order is kept', async () => {
  const s3 = new S3Client({}) // region, endpoint and keys come from the environment
  await s3.send(new CreateBucketCommand({ Bucket: 'javascript-orders' }))
  const order = { Bucket: 'javascript-orders', Key: '42.json' }
  await s3.send(new PutObjectCommand({ ...order, Body: '{"item": "tea"}' }))

  const kept = await s3.send(new GetObjectCommand(order))

  assert.equal(JSON.parse(await kept.Body.transformToString()).item, 'tea')

  const requests = await fetch(`${process.env.AWS_ENDPOINT_URL}/_saigon/requests`)
  const puts = (await requests.json()).filter(({ operation }) => operation === 'PutObject')
  assert.equal(puts[0].count, 1)
})
// end::test[]
