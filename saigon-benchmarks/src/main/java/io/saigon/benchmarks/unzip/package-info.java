/** Archives extracted to trees, whole and in part. */
@NullMarked
package io.saigon.benchmarks.unzip;

import org.jspecify.annotations.NullMarked;
