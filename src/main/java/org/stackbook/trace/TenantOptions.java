package org.stackbook.trace;

/**
 * What one of several tenants asks of its disk. Each word may be said once, except {@code size}.
 */
public final class TenantOptions extends LoadWords<TenantOptions> {

  TenantOptions() {}

  @Override
  protected TenantOptions self() {
    return this;
  }
}
