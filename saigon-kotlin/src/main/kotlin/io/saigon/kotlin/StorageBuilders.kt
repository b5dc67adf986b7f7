package io.saigon.kotlin

import io.saigon.api.storage.DownloadOptions
import io.saigon.api.storage.UnzipLimits
import io.saigon.api.storage.UploadOptions
import io.vertx.core.Future
import java.nio.file.Path

/**
 * Builds the options of a download.
 *
 * @param block sets what differs from [DownloadOptions.defaults]
 * @return the options
 * @throws IllegalArgumentException if the limit is not above 0
 */
public fun downloadOptions(block: DownloadOptionsBuilder.() -> Unit): DownloadOptions =
    with(DownloadOptionsBuilder().apply(block)) {
        DownloadOptions(directory, maxBytes, verifyChecksum, cancelOn)
    }

/** A builder of [DownloadOptions], made by [downloadOptions]. */
@OptionsDsl
public class DownloadOptionsBuilder internal constructor() {
    private val defaults = DownloadOptions.defaults()

    /** Directory in which a fresh one is created, or null for that of temporary files. */
    public var directory: Path? = defaults.directory()

    /** Size, in bytes, above which an object is refused; above 0. */
    public var maxBytes: Long = defaults.maxBytes()

    /** Whether the content is checked against the checksum that the storage gives. */
    public var verifyChecksum: Boolean = defaults.verifyChecksum()

    /**
     * Signal of cancellation, or null; a cancelled coroutine cancels by [cancellable] without one.
     */
    public var cancelOn: Future<*>? = defaults.cancelOn()
}

/**
 * Builds the options of an upload.
 *
 * @param block sets what differs from [UploadOptions.defaults]
 * @return the options
 * @throws IllegalArgumentException if a key is given without an encryption
 */
public fun uploadOptions(block: UploadOptionsBuilder.() -> Unit): UploadOptions =
    with(UploadOptionsBuilder().apply(block)) {
        UploadOptions(
            contentType,
            metadata,
            storageClass,
            serverSideEncryption,
            kmsKeyId,
            onlyIfAbsent,
        )
    }

/** A builder of [UploadOptions], made by [uploadOptions]. */
@OptionsDsl
public class UploadOptionsBuilder internal constructor() {
    private val defaults = UploadOptions.defaults()

    /** Media type, or null for `application/octet-stream`. */
    public var contentType: String? = defaults.contentType()

    /** The application's own metadata; names are case-insensitive. */
    public var metadata: Map<String, String> = defaults.metadata()

    /** S3's name of a storage class, such as `STANDARD_IA`, or null for the bucket's default. */
    public var storageClass: String? = defaults.storageClass()

    /** S3's name of an encryption, such as `aws:kms`, or null for the bucket's default. */
    public var serverSideEncryption: String? = defaults.serverSideEncryption()

    /** Key for `aws:kms`, or null for the bucket's default. */
    public var kmsKeyId: String? = defaults.kmsKeyId()

    /** Whether to fail if the object exists. */
    public var onlyIfAbsent: Boolean = defaults.onlyIfAbsent()
}

/**
 * Builds the limits of an archive's content.
 *
 * @param block sets what differs from [UnzipLimits.defaults]
 * @return the limits
 * @throws IllegalArgumentException if one is not above 0
 */
public fun unzipLimits(block: UnzipLimitsBuilder.() -> Unit): UnzipLimits =
    with(UnzipLimitsBuilder().apply(block)) {
        UnzipLimits(maxBytes, maxEntries, maxRatio, maxNameBytes, maxDepth)
    }

/** A builder of [UnzipLimits], made by [unzipLimits]; all members are above 0. */
@OptionsDsl
public class UnzipLimitsBuilder internal constructor() {
    private val defaults = UnzipLimits.defaults()

    /** Bytes that files and directories may take together. */
    public var maxBytes: Long = defaults.maxBytes()

    /** Files and directories together. */
    public var maxEntries: Int = defaults.maxEntries()

    /** Number of times that the files may be larger than the archive. */
    public var maxRatio: Int = defaults.maxRatio()

    /** Bytes of a path in UTF-8. */
    public var maxNameBytes: Int = defaults.maxNameBytes()

    /** Parts of a path. */
    public var maxDepth: Int = defaults.maxDepth()
}
