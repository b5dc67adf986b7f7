/** Results of all jobs beside their goals, as a table and as a chart. */
@NullMarked
package io.saigon.benchmarks.report;

import org.jspecify.annotations.NullMarked;
