//! Connections: so many at once, so many of one address, and none for ever.
//!
//! A client that sends its request a byte an hour, or does not read its answer, holds a file and a task. So a connection
//! ends when the service has had nothing to write on it for a while; what a client sends does not count. While the service
//! itself is at work on what was sent, it waits.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

use crate::Limits;

/// What is answered to a connection too many; it need not have asked for anything.
const TOO_MANY: &[u8] = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\n\
    Content-Type: application/problem+json\r\nContent-Length: 102\r\n\r\n\
    {\"status\":429,\"title\":\"Too Many Requests\",\"detail\":\"too many connections from this address at once\"}\r\n";

/// Accepts `most` connections at once; further clients wait in the system's queue. Of one address it takes only `of_one`, and refuses
/// the others, so that no address keeps the rest of the world waiting.
pub(crate) struct Gate {
    listener: TcpListener,
    free: Arc<Semaphore>,
    addresses: Addresses,
    /// How long a connection lasts on which nothing is written.
    patience: Duration,
}

impl Gate {
    pub(crate) fn new(listener: TcpListener, limits: &Limits) -> Self {
        let addresses = Addresses { most: limits.client_connections, connected: Arc::default() };
        let free = Arc::new(Semaphore::new(limits.connections));
        Self { listener, free, addresses, patience: limits.time + limits.patience }
    }
}

impl Listener for Gate {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // The semaphore is never closed, so there is always a place, sooner or later.
        let place = Arc::clone(&self.free).acquire_owned().await.ok();
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            let Some(counted) = self.addresses.enter(address.ip()) else {
                // What the system does not take at once is not worth waiting for.
                let _unsent = stream.try_write(TOO_MANY);
                continue;
            };
            // Otherwise the last part of an answer waits for the client's delayed acknowledgement, 40 ms; a system that refuses
            // is only slower.
            let _refused = stream.set_nodelay(true);
            let end = Box::pin(tokio::time::sleep(self.patience));
            let (patience, at_work) = (self.patience, Arc::default());
            return (Connection { stream, end, patience, at_work, _place: place, _counted: counted }, address);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// How many connections each address has.
struct Addresses {
    most: usize,
    connected: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection of an address, counted until it is dropped.
struct Counted {
    address: IpAddr,
    connected: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Addresses {
    /// Counts a connection, if its address may have one more.
    fn enter(&self, address: IpAddr) -> Option<Counted> {
        let address = one_client(address);
        let mut connected = locked(&self.connected);
        let many = connected.entry(address).or_default();
        if self.most > 0 && *many >= self.most {
            return None;
        }
        *many += 1;
        Some(Counted { address, connected: Arc::clone(&self.connected) })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut connected = locked(&self.connected);
        if let Some(many) = connected.get_mut(&self.address) {
            *many = many.saturating_sub(1);
            if *many == 0 {
                connected.remove(&self.address);
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The address by which a client is counted. In IPv6 each client is given a network of 64 bits, and all addresses in it.
pub(crate) fn one_client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

/// Who is connected.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    /// The address that the connection comes from.
    pub(crate) address: SocketAddr,
    at_work: Arc<AtomicUsize>,
}

/// The service is at work on what a client has sent in full, for as long as this lives.
pub(crate) struct AtWork(Arc<AtomicUsize>);

impl Peer {
    /// What was sent is worked on from now on: the connection lasts until the answer.
    pub(crate) fn works(&self) -> AtWork {
        self.at_work.fetch_add(1, Ordering::Relaxed);
        AtWork(Arc::clone(&self.at_work))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, Gate>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Self {
        Self { address: *stream.remote_addr(), at_work: Arc::clone(&stream.io().at_work) }
    }
}

/// A client's connection.
pub(crate) struct Connection {
    stream: TcpStream,
    /// When it ends, if nothing is written before.
    end: Pin<Box<Sleep>>,
    patience: Duration,
    /// On how much of what the client sent the service is at work.
    at_work: Arc<AtomicUsize>,
    /// Given back when the connection is dropped.
    _place: Option<OwnedSemaphorePermit>,
    _counted: Counted,
}

impl Connection {
    /// What to answer while the client keeps us waiting: that we wait, or that it was too long.
    fn wait<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        ready!(self.end.as_mut().poll(context));
        if self.at_work.load(Ordering::Relaxed) > 0 {
            self.written();
            ready!(self.end.as_mut().poll(context));
        }
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn written(&mut self) {
        let later = Instant::now() + self.patience;
        self.end.as_mut().reset(later);
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Pending => self.wait(context),
            read => read,
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Pending => self.wait(context),
            written => {
                self.written();
                written
            }
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(context, parts) {
            Poll::Pending => self.wait(context),
            written => {
                self.written();
                written
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(most: usize) -> Addresses {
        Addresses { most, connected: Arc::default() }
    }

    #[test]
    fn an_address_has_so_many_connections_and_gets_them_back() {
        let addresses = addresses(2);
        let address = |last| IpAddr::from([192, 0, 2, last]);
        let first = addresses.enter(address(1)).unwrap();
        let second = addresses.enter(address(1)).unwrap();
        assert!(addresses.enter(address(1)).is_none() && addresses.enter(address(2)).is_some());
        drop(first);
        let third = addresses.enter(address(1)).unwrap();
        assert!(addresses.enter(address(1)).is_none());
        drop((second, third));
        assert!(locked(&addresses.connected).is_empty(), "nobody is remembered who has gone");
    }

    #[test]
    fn a_client_is_an_address_or_a_network_of_64_bits() {
        let client = |text: &str| one_client(text.parse().unwrap()).to_string();
        assert_eq!(client("192.0.2.7"), "192.0.2.7");
        assert_eq!(client("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(client("2001:db8:1:2:3:4:5:6"), client("2001:db8:1:2:ffff::1"));
        assert_ne!(client("2001:db8:1:2::1"), client("2001:db8:1:3::1"));
        assert_eq!(client("::1"), "::");
    }

    #[test]
    fn without_a_limit_there_is_none() {
        let addresses = addresses(0);
        let all: Vec<_> = (0..5000).filter_map(|_| addresses.enter(IpAddr::from([127, 0, 0, 1]))).collect();
        assert_eq!(all.len(), 5000);
    }

    #[test]
    fn the_refusal_says_how_long_it_is() {
        let text = std::str::from_utf8(TOO_MANY).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{}", body.len());
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok());
    }
}
