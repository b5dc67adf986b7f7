/** Downloads, uploads and ranged reads of objects over https. */
@NullMarked
package io.saigon.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
