// Drags a webinar to another time, day or track: it fills in the form of the page and sends it, as somebody with a keyboard would.

const form = document.getElementById('place-form');
let dragged = null;

function fill(slug, cell) {
    const option = form.querySelector(`option[data-slug="${CSS.escape(slug)}"]`);
    if (!option) return false;
    form.elements.which.value = option.value;
    form.elements.day.value = cell.closest('[data-schedule-day]').dataset.scheduleDay;
    form.elements.start.value = cell.dataset.start;
    form.elements.track.value = cell.dataset.track;
    return true;
}

if (form) {
    for (const slot of document.querySelectorAll('[data-webinar][draggable="true"]')) {
        slot.addEventListener('dragstart', (event) => {
            dragged = slot.dataset.webinar;
            event.dataTransfer.setData('text/plain', dragged);
            event.dataTransfer.effectAllowed = 'move';
        });
        slot.addEventListener('dragend', () => {
            dragged = null;
            for (const over of document.querySelectorAll('.is-over-here')) over.classList.remove('is-over-here');
        });
    }
    for (const cell of document.querySelectorAll('td[data-start]')) {
        cell.addEventListener('dragover', (event) => {
            if (!dragged) return;
            event.preventDefault();
            cell.classList.add('is-over-here');
        });
        cell.addEventListener('dragleave', () => cell.classList.remove('is-over-here'));
        cell.addEventListener('drop', (event) => {
            event.preventDefault();
            const slug = dragged || event.dataTransfer.getData('text/plain');
            if (slug && fill(slug, cell)) form.submit();
        });
    }
}
