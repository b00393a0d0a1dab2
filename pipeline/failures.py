"""Error codes of `files` and `pages`: what a clerk reads, whether another try can change it. docs/errors.md lists them all."""
from __future__ import annotations

from pipeline.model.outcome import Job, Outcome

TRANSIENT = frozenset({
    "page_timeout", "timeout", "crashed", "out_of_memory", "worker_lost", "vanished", "changed", "no_permission", "not_readable",
    "internal_error", "page_error", "extract_error", "extract_timeout", "extract_crashed", "extract_out_of_memory", "office_failed",
})
"""Codes that another run may change: time, memory, a program's fault, a file's permissions. All others stay with the file."""

SKIPPED = frozenset({"unknown_type", "not_a_file", "linked_folder", "link_loop"})
"""Codes of files that were never documents."""

MESSAGES = {
    "vanished": "Tệp không còn ở đó khi đọc (có thể đã bị xóa hoặc đổi tên). / The file was gone when it was to be read.",
    "changed": "Tệp bị thay đổi trong khi đọc; hãy chạy lại. / The file changed while it was being read; run again.",
    "no_permission": "Không có quyền mở tệp hoặc thư mục này. / No permission to open it.",
    "not_readable": "Ổ đĩa hoặc mạng báo lỗi khi đọc tệp. / The disk or network gave an error while reading.",
    "not_a_file": "Không phải tệp thông thường (ống dẫn, thiết bị...). / Not a regular file (a pipe, a device ...).",
    "link_loop": "Liên kết trỏ vòng về chính nó. / A symbolic link that leads back to itself.",
    "linked_folder": "Liên kết tới thư mục: không đi theo. / A link to a folder: not followed.",
    "too_large": "Tệp lớn hơn giới hạn cho phép (limits.file_mb). / The file is larger than limits.file_mb.",
    "too_many_pages": "Tệp có nhiều trang hơn giới hạn (limits.pages). / More pages than limits.pages.",
    "too_deep": "Nội dung tệp lồng nhau quá nhiều lớp. / The file's content is nested too deeply.",
    "page_timeout": "Trang này mất quá nhiều thời gian nên bị bỏ qua. / The page took too long and was given up.",
    "page_error": "Không đọc được trang này. / The page could not be read.",
    "timeout": "Tệp này mất quá nhiều thời gian nên bị bỏ qua. / The file took too long and was given up.",
    "crashed": "Chương trình đọc bị hỏng khi gặp tệp này. / The reading process crashed on this file.",
    "out_of_memory": "Tệp cần nhiều bộ nhớ hơn giới hạn (limits.memory_mb). / It needs more memory than limits.memory_mb.",
    "worker_lost": "Máy xử lý bị mất hai lần với tệp này. / The worker was lost twice with this file.",
    "extract_error": "Đã đọc được chữ nhưng một phần việc trích xuất bị lỗi; các bảng khác vẫn đủ. / "
                     "Read, but taking out one part of the records failed; the other tables are complete.",
    "extract_timeout": "Đã đọc được chữ nhưng việc trích xuất mất quá nhiều thời gian. / "
                       "Read, but taking the records out took too long.",
    "extract_crashed": "Đã đọc được chữ nhưng việc trích xuất bị hỏng. / Read, but taking the records out crashed.",
    "extract_out_of_memory": "Đã đọc được chữ nhưng việc trích xuất cần quá nhiều bộ nhớ. / "
                             "Read, but taking the records out needs too much memory.",
    "internal_error": "Lỗi của chương trình với tệp này; hãy báo cho người phát triển. / "
                      "A fault of the program; please report it.",
}


def failure(job: Job, code: str, message: str | None = None) -> Outcome:
    """The outcome of a document that cannot be finished."""
    status = "skipped" if code in SKIPPED else "failed"
    return Outcome(job.sha256, status, job.read_version, job.rows_version, job.program, error_code=code,
                   error_message=message or MESSAGES[code])
