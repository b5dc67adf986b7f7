package io.saigon.api.storage;

/**
 * How far a transfer is.
 *
 * @param transferredBytes bytes that are done
 * @param totalBytes bytes there are in all; -1 if that is not known
 */
public record TransferProgress(long transferredBytes, long totalBytes) {}
