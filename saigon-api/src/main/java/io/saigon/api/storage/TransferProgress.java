package io.saigon.api.storage;

/**
 * Progress of a transfer.
 *
 * @param transferredBytes bytes that are done
 * @param totalBytes bytes there are in all; -1 if that is not known
 */
public record TransferProgress(long transferredBytes, long totalBytes) {}
