/**
 * The hub: derives the desired table from configuration, verdicts, loads and overrides; makes the data plane match;
 * tells people. {@code TablePlanner}, {@code WeightController} and {@code MailDigest} are pure; everything else is shell.
 */
@NullMarked
package io.arapaima.manager;

import org.jspecify.annotations.NullMarked;
