/**
 * The model of an Azure Stack integrated system: its build, servers, drives, hardware lifecycle
 * host and volumes; the words that describe it, the rules that a description can break, and its
 * form as a YAML or JSON file.
 */
@NullMarked
package org.stackbook.stamp;

import org.jspecify.annotations.NullMarked;
