//! That the OpenAPI document and the server agree.
