"""How reading a file may end: refused with a code, or read with warnings.

The codes are the contract (docs/codes.md lists them); the Russian text beside each says what
happened and what to do, and is all that a specialist sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RefusalCode(StrEnum):
    CORRUPT_CONTAINER = "corrupt_container"
    CORRUPT_XML = "corrupt_xml"
    CORRUPT_PDF = "corrupt_pdf"
    CORRUPT_IMAGE = "corrupt_image"
    NOT_A_WORD_DOCUMENT = "not_a_word_document"
    WRONG_TYPE = "wrong_type"
    UNSUPPORTED_TYPE = "unsupported_type"
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_MEMBERS = "too_many_members"
    DECOMPRESSION_LIMIT = "decompression_limit"
    DOCTYPE_FORBIDDEN = "doctype_forbidden"
    PASSWORD_PROTECTED = "password_protected"
    NO_PAGES = "no_pages"
    IMAGE_TOO_LARGE = "image_too_large"
    IMAGE_TOO_SMALL = "image_too_small"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    CONVERTER_MISSING = "converter_missing"


class WarningCode(StrEnum):
    EXTERNAL_REFERENCE_IGNORED = "external_reference_ignored"
    ALTCHUNK_NOT_READ = "altchunk_not_read"
    MACROS_IGNORED = "macros_ignored"
    TRACKED_CHANGES = "tracked_changes"
    HIDDEN_TEXT = "hidden_text"
    AMBIGUOUS_TYPE = "ambiguous_type"
    RECOVERED_DAMAGED = "recovered_damaged"
    ACTIVE_CONTENT_IGNORED = "active_content_ignored"
    ATTACHMENTS_NOT_READ = "attachments_not_read"
    PAGE_DOWNSCALED = "page_downscaled"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_TOO_COMPLEX = "page_too_complex"
    TEXT_LAYER_UNTRUSTED = "text_layer_untrusted"
    XFA_NOT_SUPPORTED = "xfa_not_supported"
    IMAGE_TRUNCATED = "image_truncated"
    NO_TEXT_FOUND = "no_text_found"
    EXTRA_FRAMES = "extra_frames"
    CORRUPT_IMAGE = "corrupt_image"
    UNSAFE_MEMBER_NAME = "unsafe_member_name"
    SYMLINK_MEMBER = "symlink_member"
    NESTING_LIMIT = "nesting_limit"
    DUPLICATE_MEMBERS = "duplicate_members"
    CORRUPT_MAIL = "corrupt_mail"
    # Warnings that do not make a file "partial".
    LOW_OCR_QUALITY = "low_ocr_quality"
    HANDWRITING = "handwriting"
    CONTRADICTION = "contradiction"
    TYPE_CORRECTED = "type_corrected"
    READ_AGAIN_FAILED = "read_again_failed"
    POSSIBLE_DUPLICATE = "possible_duplicate"


ACCEPTED_WITH = frozenset(
    {
        WarningCode.LOW_OCR_QUALITY,
        WarningCode.HANDWRITING,
        WarningCode.CONTRADICTION,
        WarningCode.TYPE_CORRECTED,
        WarningCode.READ_AGAIN_FAILED,
        WarningCode.POSSIBLE_DUPLICATE,
    }
)

REFUSALS: dict[RefusalCode, str] = {
    RefusalCode.CORRUPT_CONTAINER: "Файл повреждён и не открывается. Попросите отправителя прислать его ещё раз.",
    RefusalCode.CORRUPT_XML: "Внутри документа Word повреждён текст. Откройте файл в Word, сохраните заново и загрузите ещё раз.",
    RefusalCode.CORRUPT_PDF: "PDF повреждён и не открывается. Попросите отправителя прислать его ещё раз или отсканируйте бумагу.",
    RefusalCode.CORRUPT_IMAGE: "Изображение повреждено и не открывается. Отсканируйте или сфотографируйте бумагу ещё раз.",
    RefusalCode.NOT_A_WORD_DOCUMENT: "Внутри архива нет документа Word. Проверьте, тот ли это файл.",
    RefusalCode.WRONG_TYPE: "Это не документ Word, хотя файл так назван. Сохраните его как DOCX или PDF.",
    RefusalCode.UNSUPPORTED_TYPE: "Такой вид файла программа не читает. Пришлите документ (DOCX, DOC, RTF, ODT, PDF, TXT) или изображение (JPEG, PNG, TIFF, HEIC).",
    RefusalCode.EMPTY_FILE: "Файл пустой. Попросите отправителя прислать его ещё раз.",
    RefusalCode.TOO_LARGE: "Файл слишком большой. Разделите его на части или отсканируйте с разрешением 300 точек на дюйм.",
    RefusalCode.TOO_LONG: "В документе слишком много текста. Разделите его на части.",
    RefusalCode.TOO_MANY_PAGES: "В файле слишком много страниц. Разделите его на части.",
    RefusalCode.TOO_MANY_MEMBERS: "В архиве слишком много файлов. Разделите его на части.",
    RefusalCode.DECOMPRESSION_LIMIT: "Файл при распаковке становится слишком большим и похож на опасный. Он сохранён, но не прочитан.",
    RefusalCode.DOCTYPE_FORBIDDEN: "В документе есть запрещённое объявление DOCTYPE. Откройте файл в Word, сохраните заново и загрузите ещё раз.",
    RefusalCode.PASSWORD_PROTECTED: "Файл защищён паролем: попросите отправителя прислать его без пароля.",
    RefusalCode.NO_PAGES: "В файле нет ни одной страницы. Попросите отправителя прислать его ещё раз.",
    RefusalCode.IMAGE_TOO_LARGE: "Изображение слишком большое. Отсканируйте с разрешением 300 точек на дюйм.",
    RefusalCode.IMAGE_TOO_SMALL: "Изображение слишком маленькое, текст на нём не прочесть. Отсканируйте бумагу крупнее.",
    RefusalCode.TIME_LIMIT: "Чтение файла заняло слишком много времени и было остановлено. Разделите файл на части или отсканируйте заново.",
    RefusalCode.MEMORY_LIMIT: "Для чтения файла не хватило памяти. Разделите файл на части или отсканируйте с меньшим разрешением.",
    RefusalCode.CONVERTER_MISSING: "Чтобы читать DOC, RTF и ODT, нужен LibreOffice: попросите администратора установить пакет libreoffice-writer-nogui или сохраните файл как DOCX.",
}

WARNINGS: dict[WarningCode, str] = {
    WarningCode.EXTERNAL_REFERENCE_IGNORED: "Документ ссылается на внешний файл; ссылка не открывалась.",
    WarningCode.ALTCHUNK_NOT_READ: "В документ вложен другой документ; вложенный текст не прочитан.",
    WarningCode.MACROS_IGNORED: "В документе есть макросы; они не выполнялись.",
    WarningCode.TRACKED_CHANGES: "В документе есть исправления: вставки прочитаны, удалённое пропущено.",
    WarningCode.HIDDEN_TEXT: "В документе есть скрытый текст; проверьте, что прочитано то, что видно на бумаге.",
    WarningCode.AMBIGUOUS_TYPE: "Файл похож сразу на несколько видов; прочитан как самый вероятный.",
    WarningCode.RECOVERED_DAMAGED: "Файл повреждён; прочитано то, что удалось восстановить.",
    WarningCode.ACTIVE_CONTENT_IGNORED: "В файле есть программы или команды; они не выполнялись.",
    WarningCode.ATTACHMENTS_NOT_READ: "В файле есть вложения; они не прочитаны.",
    WarningCode.PAGE_DOWNSCALED: "Страница очень большая и прочитана уменьшенной.",
    WarningCode.PAGE_UNREADABLE: "Страница не прочитана; посмотрите её в исходном файле.",
    WarningCode.PAGE_TOO_COMPLEX: "Страница слишком сложная и прочитана не полностью.",
    WarningCode.TEXT_LAYER_UNTRUSTED: "Текст, записанный в PDF, не похож на то, что видно на странице; страница распознана заново.",
    WarningCode.XFA_NOT_SUPPORTED: "В PDF есть форма XFA; она не прочитана.",
    WarningCode.IMAGE_TRUNCATED: "Изображение обрывается; прочитана сохранившаяся часть.",
    WarningCode.NO_TEXT_FOUND: "Текста на странице не найдено.",
    WarningCode.EXTRA_FRAMES: "В изображении есть лишние кадры; они пропущены.",
    WarningCode.CORRUPT_IMAGE: "Одно из изображений повреждено и не прочитано.",
    WarningCode.UNSAFE_MEMBER_NAME: "В архиве есть файл с опасным именем; имя изменено.",
    WarningCode.SYMLINK_MEMBER: "В архиве есть ссылка на другой файл; она пропущена.",
    WarningCode.NESTING_LIMIT: "Архивы вложены слишком глубоко; самые глубокие не прочитаны.",
    WarningCode.DUPLICATE_MEMBERS: "В архиве есть файлы с одинаковыми именами; прочитаны все.",
    WarningCode.CORRUPT_MAIL: "Письмо повреждено; прочитано то, что удалось.",
    WarningCode.LOW_OCR_QUALITY: "Страница распознана плохо; сверьте значения с изображением.",
    WarningCode.HANDWRITING: "На странице есть рукописный текст; он не распознаётся, впишите значения сами.",
    WarningCode.CONTRADICTION: "В бумаге два разных значения; выберите верное.",
    WarningCode.TYPE_CORRECTED: "Вид файла определён по содержимому, а не по имени.",
    WarningCode.READ_AGAIN_FAILED: "Сомнительные места не удалось прочитать ещё раз; значения даны по первому прочтению.",
    WarningCode.POSSIBLE_DUPLICATE: "Похоже, эта бумага уже приходила; сравните её с прежней.",
}


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something the reviewer should know of a paper that was read; `page` counts from 1."""

    code: WarningCode
    page: int | None = None

    @property
    def message(self) -> str:
        return WARNINGS[self.code]


class Refused(Exception):
    """The file can't be read; carries a stable code, never the file's content."""

    def __init__(self, code: RefusalCode) -> None:
        super().__init__(code.value)
        self.code = code

    @property
    def message(self) -> str:
        return REFUSALS[self.code]
