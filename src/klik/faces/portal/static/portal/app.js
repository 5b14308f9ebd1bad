// Lets the portal open without a connection, at least to say so. Nothing of a resident is kept.
"use strict";
{
  const worker = document.currentScript?.dataset.worker;
  if (worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker).catch(() => {});
  }
}
