package io.saigon.kotlin

import io.saigon.api.config.SaigonOptions
import io.saigon.api.credentials.AwsCredentials
import io.saigon.api.credentials.CredentialsProvider
import io.vertx.core.Vertx
import io.vertx.core.buffer.Buffer
import io.vertx.core.http.HttpServerRequest
import io.vertx.kotlin.coroutines.coAwait
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/**
 * Lists ten thousand objects, sends half of any object, takes uploads in parts and never completes
 * them.
 */
class S3Server(private val vertx: Vertx) {
    val requests = CopyOnWriteArrayList<String>()
    val resets = AtomicInteger()
    lateinit var options: SaigonOptions

    suspend fun start(): S3Server = apply {
        val server = vertx.createHttpServer().requestHandler(::answer)
        val port = server.listen(0, "127.0.0.1").coAwait().actualPort()
        options = saigonOptions {
            region = "eu-west-1"
            endpoint("http://127.0.0.1:$port")
            credentials = CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET-CANARY"))
        }
    }

    private fun answer(request: HttpServerRequest) {
        val query = request.query().orEmpty()
        val operation =
            when {
                "list-type=2" in query -> "list"
                "uploads" in query -> "begin"
                "partNumber" in query -> "part"
                "uploadId" in query && request.method().name() == "DELETE" -> "abort"
                request.method().name() == "PUT" -> "put"
                else -> "get"
            }
        requests += operation
        request.exceptionHandler { resets.incrementAndGet() }
        request.response().exceptionHandler { resets.incrementAndGet() }
        when (operation) {
            "list" -> request.response().end(page(token(query)))
            "begin" ->
                request.response().end(xml("InitiateMultipartUpload", "<UploadId>u</UploadId>"))
            "abort" -> request.response().setStatusCode(204).end()
            "get" ->
                request
                    .response()
                    .putHeader("Content-Length", "10000000")
                    .putHeader("ETag", "\"tag\"")
                    .write(Buffer.buffer(ByteArray(100_000)))
            else -> {} // held until the client gives up
        }
    }

    private fun token(query: String) =
        Regex("continuation-token=(\\d+)").find(query)?.groupValues?.get(1)?.toInt() ?: 0

    private fun page(from: Int): String {
        val keys =
            (from until from + 1000).joinToString("") {
                "<Contents><Key>$it</Key><Size>1</Size><ETag>&quot;e&quot;</ETag></Contents>"
            }
        val next = from + 1000
        val more =
            if (next < 10_000)
                "<IsTruncated>true</IsTruncated><NextContinuationToken>$next</NextContinuationToken>"
            else "<IsTruncated>false</IsTruncated>"
        return xml("ListBucket", more + keys)
    }

    private fun xml(operation: String, members: String) =
        """<?xml version="1.0"?><${operation}Result xmlns="http://s3.amazonaws.com/doc/2006-03-01/">$members</${operation}Result>"""
}
