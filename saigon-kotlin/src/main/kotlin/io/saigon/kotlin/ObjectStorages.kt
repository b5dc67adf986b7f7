package io.saigon.kotlin

import io.saigon.api.storage.ObjectInfo
import io.saigon.api.storage.ObjectStorage
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.api.storage.UploadOptions
import io.saigon.api.storage.UploadedObject
import io.vertx.core.buffer.Buffer
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch

/**
 * Lists the objects whose keys begin with a prefix, in the storage's order. A page is requested
 * when the collector has taken those before it, so that one that takes few objects requests one
 * page.
 *
 * @param bucket name of the bucket
 * @param prefix beginning of the keys; empty for all
 * @return a cold flow, which lists again for each collector; fails as the calls of [ObjectStorage]
 *   do
 */
public fun ObjectStorage.objects(bucket: String, prefix: String = ""): Flow<ObjectInfo> = flow {
    emitAll(list(bucket, prefix).asFlow())
}

/**
 * Reads the content of an object, verified as that of [ObjectStorage.read].
 *
 * @param source the object
 * @return a cold flow, which opens the object for each collector, fetches no faster than it
 *   collects, and frees the connection when it ends
 */
public fun ObjectStorage.content(source: S3ObjectDescriptor): Flow<Buffer> = flow {
    emitAll(cancellable { read(source) }.coAwait().asFlow())
}

/**
 * Uploads the content of a flow, which is collected no faster than it can be sent. A cancelled
 * coroutine, and a flow that fails, leave no parts at the storage.
 *
 * @param target the object, without a version id
 * @param content the content, up to 268 GiB; collected on the coroutine's dispatcher
 * @param options settings of the upload
 * @return the object
 * @throws Throwable the failure of the flow, or those of [ObjectStorage.upload]'s future
 */
public suspend fun ObjectStorage.upload(
    target: S3ObjectDescriptor,
    content: Flow<Buffer>,
    options: UploadOptions = UploadOptions.defaults(),
): UploadedObject = coroutineScope {
    val stream = FlowStream<Buffer>()
    val sender = launch { stream.send(content) } // its failure cancels the upload
    try {
        cancellable { upload(target, stream, options) }.coAwait()
    } finally {
        sender.cancel()
    }
}
