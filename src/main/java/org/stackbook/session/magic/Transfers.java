package org.stackbook.session.magic;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells a {@link DownloadProgress} what the resolver transfers, and cancels when it says so. */
final class Transfers extends AbstractTransferListener {

  private final DownloadProgress progress;

  Transfers(DownloadProgress progress) {
    this.progress = progress;
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    cancelIfAsked();
  }

  @Override
  public void transferStarted(TransferEvent event) throws TransferCancelledException {
    transferProgressed(event);
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    cancelIfAsked();
    progress.progressed(
        name(event), event.getTransferredBytes(), event.getResource().getContentLength());
  }

  private void cancelIfAsked() throws TransferCancelledException {
    if (progress.cancelled()) {
      throw new TransferCancelledException("the cell was interrupted");
    }
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    progress.ended(name(event), true);
  }

  @Override
  public void transferFailed(TransferEvent event) {
    progress.ended(name(event), false);
  }

  private static String name(TransferEvent event) {
    String resource = event.getResource().getResourceName();
    return resource.substring(resource.lastIndexOf('/') + 1);
  }
}
