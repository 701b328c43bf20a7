//! What a body is said to be written in: text is taken as UTF-8 and as it is, so that nothing is read as something else.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Refuses a body that is said to be packed: nothing is unpacked here, so that nothing small becomes large.
pub(crate) async fn unpacked(request: Request, next: Next) -> Response {
    let packed = request.headers().get_all(header::CONTENT_ENCODING).iter();
    let is_plain = |how: &HeaderValue| how.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if packed.into_iter().all(is_plain) {
        return next.run(request).await;
    }
    let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send the body as it is, without Content-Encoding");
    ([(header::ACCEPT_ENCODING, "identity")], problem).into_response()
}

/// Refuses a text whose media type names a charset other than UTF-8.
pub(crate) fn check_charset(media: &str) -> Result<(), Problem> {
    for parameter in media.split(';').skip(1) {
        let Some((name, charset)) = parameter.split_once('=') else { continue };
        let charset = charset.trim().trim_matches('"').to_ascii_lowercase();
        if name.trim().eq_ignore_ascii_case("charset") && !["utf-8", "utf8", "us-ascii"].contains(&charset.as_str()) {
            let detail = format!("`{charset}` is not taken here; send the body in UTF-8");
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_charset;

    #[test]
    fn utf_8_is_taken_however_it_is_spelled_and_nothing_else() {
        for media in ["", "text/turtle", "text/turtle; charset=UTF-8", "a/b;Charset=\"utf-8\" ; x=y", "a/b; charset"] {
            assert!(check_charset(media).is_ok(), "{media}");
        }
        for media in ["text/turtle;charset=iso-8859-1", "a/b; x=y; CHARSET = utf-16", "a/b;charset="] {
            assert!(check_charset(media).is_err(), "{media}");
        }
    }
}
